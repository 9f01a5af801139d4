namespace NetCompiler;

/// <summary>How an optimizer applies weight decay.</summary>
public enum WeightDecayMode
{
    /// <summary>λ·w is added to the gradient and so passes through the optimizer's momentum and scaling: the gradient of
    /// λ/2·‖w‖².</summary>
    L2,

    /// <summary>The weight is multiplied by 1 - learning rate·λ, apart from the gradient. Loshchilov and Hutter 2019.</summary>
    Decoupled,
}
